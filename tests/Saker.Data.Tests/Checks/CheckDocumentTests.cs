using Saker.Data.Checks;
using Saker.Data.Checks.Proposals;
using Saker.Data.Sources;
using Saker.Testing;

namespace Saker.Data.Tests.Checks;

/// <summary>docs/checks.md says what is true.</summary>
public sealed class CheckDocumentTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_example_finds_what_the_document_says()
    {
        var suite = CheckSuiteFile.Parse(Block("suite"), null);
        var report = await CheckRunner.RunAsync(new CsvSource { Path = _folder.Add("orders.csv", Block("data") + "\n") }, suite, TestContext.Current.CancellationToken);
        Assert.Equal(Block("violations").Split('\n'), report.Results.SelectMany(result => result.Violations).Select(violation => $"[order_id {Assert.Single(violation.Key)}] {violation}"));
        Assert.Equal(["unique", "range", "in_set", "row_rule"], report.Results.Where(result => result.Outcome == CheckOutcome.Failed).Select(result => result.Name));
    }

    [Fact]
    public void The_table_has_every_kind_and_no_other()
    {
        var kinds = Lines("kinds", 2).TakeWhile(line => line.StartsWith('|')).Skip(1).Select(line => line.Split('`')[1]);
        Assert.Equal(CheckCatalogue.Names, kinds.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_proposed_checks_are_those_of_the_churn_example()
    {
        var proposal = await SuiteProposer.ProposeAsync(new CsvSource { Path = Repository.Telco }, new ProposalOptions { Columns = ["MonthlyCharges"] }, null, TestContext.Current.CancellationToken);
        var proposed = proposal.ToYaml();
        Assert.All(Block("proposed").Split("  # ", StringSplitOptions.RemoveEmptyEntries), check => Assert.Contains($"  # {check.TrimEnd('\n')}\n", proposed, StringComparison.Ordinal));
    }

    private static string Block(string name) => string.Join('\n', Lines(name, 2).TakeWhile(line => line != "```"));

    private static IEnumerable<string> Lines(string name, int skipped) =>
        File.ReadLines(Path.Combine(Checkout.Root, "docs", "checks.md")).SkipWhile(line => line != $"<!-- example: {name} -->").Skip(skipped);
}
