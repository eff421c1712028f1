import Portfolio
import Testing

@Suite struct ProjectTests {
  @Test func whatIsNotStatedIsNil() {
    let project = Project(id: "P", name: "N", group: .carryOver, allocations: [])
    #expect(project.totalInvestment == nil && project.contractValue == nil && project.absorbable == nil)
    #expect(project.firstYear == nil && project.progress == nil && project.constructionDays == nil)
    #expect(project.weight == nil)
  }

  @Test func whatIsStatedIsKeptApartFromTheRest() {
    let full = Project(
      id: "P", name: "N", group: .carryOver, totalInvestment: Money(dong: 7), contractValue: .zero, firstYear: 0,
      weight: 7,
      progress: 0, constructionDays: 120.5, absorbable: Money(dong: -3), allocations: [])
    #expect(full.totalInvestment == Money(dong: 7) && full.contractValue == .zero && full.firstYear == 0)
    #expect(full.progress == 0 && full.constructionDays == 120.5 && full.absorbable == Money(dong: -3))
    #expect(full.weight == 7)
    var changed = full
    changed.contractValue = nil
    #expect(changed.contractValue == nil && changed.totalInvestment == Money(dong: 7) && changed.firstYear == 0)
    #expect(changed != full)
    changed.contractValue = .zero
    #expect(changed == full && changed.hashValue == full.hashValue)
  }

  @Test func takingBackLeavesNoTrace() {
    let bare = Project(id: "P", name: "N", group: .newStart, allocations: [])
    var changed = bare
    changed.totalInvestment = Money(dong: 9)
    changed.contractValue = Money(dong: 9)
    changed.absorbable = Money(dong: 9)
    changed.firstYear = 2020
    changed.progress = 0.5
    changed.constructionDays = 9
    changed.weight = 100
    #expect(changed != bare)
    changed.totalInvestment = nil
    changed.contractValue = nil
    changed.absorbable = nil
    changed.firstYear = nil
    changed.progress = nil
    changed.constructionDays = nil
    changed.weight = nil
    #expect(changed == bare && changed.hashValue == bare.hashValue)
  }

  /// A million projects are meant to fit into a fifth of a gigabyte beside their texts and allocations.
  @Test func sizeOfAProject() {
    #expect(MemoryLayout<Project>.stride <= 208)
  }
}
