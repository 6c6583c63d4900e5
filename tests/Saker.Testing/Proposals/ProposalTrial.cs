using Saker.Data;
using Saker.Data.Checks;
using Saker.Data.Checks.Proposals;

namespace Saker.Testing.Proposals;

/// <summary>Breaks the columns of a table one by one, and asks a suite proposed from the table whether it notices; then tries it on rows it has not seen.</summary>
public static class ProposalTrial
{
    /// <summary>Whether the suite fails on each broken column.</summary>
    /// <param name="rows">What the suite was proposed from, or other rows of the same data.</param>
    /// <param name="proposal">The suite.</param>
    /// <param name="columns">Which to break.</param>
    /// <param name="corruptions">In which ways.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async IAsyncEnumerable<TrialOutcome> BreakAsync(
        Table rows, SuiteProposal proposal, IEnumerable<string> columns, IReadOnlyList<Corruption> corruptions, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var name in columns)
        {
            // Checks of other columns see nothing new.
            var checks = proposal.Checks.Where(proposed => proposed.Column == name || proposed.Check.Columns.Contains(name)).Select(proposed => proposed.Check).ToArray();
            var needed = rows.Columns.Where(column => column.Name == name || checks.Any(check => check.Columns.Contains(column.Name))).ToArray();
            foreach (var corruption in corruptions)
            {
                if (corruption.Apply(rows.Get(name), new Random(7)) is not { } broken)
                    continue;
                var table = new Table(needed.Select(column => column.Name == name ? broken : column));
                var report = await CheckRunner.RunAsync(table, new CheckSuite { Checks = checks, MaxViolationsPerCheck = 1 }, cancellationToken).ConfigureAwait(false);
                yield return new TrialOutcome(name, corruption.Name, !report.Passed);
            }
        }
    }

    /// <summary>How many checks proposed from the first rows hold on the others.</summary>
    public static async Task<(int Held, int Checks, IReadOnlyList<CheckResult> Broken)> HoldAsync(Table first, Table second, ProposalOptions options, CancellationToken cancellationToken)
    {
        var proposal = await SuiteProposer.ProposeAsync(first, options, cancellationToken).ConfigureAwait(false);
        var report = await CheckRunner.RunAsync(second, proposal.Suite with { MaxViolationsPerCheck = 1 }, cancellationToken).ConfigureAwait(false);
        var results = report.Results.TakeLast(proposal.Checks.Count).ToArray();
        CheckResult[] broken = [.. results.Where(result => result.Outcome != CheckOutcome.Passed)];
        return (results.Length - broken.Length, results.Length, broken);
    }

    /// <summary>The first half of the rows and the second.</summary>
    public static (Table First, Table Second) Halves(Table rows)
    {
        var half = rows.RowCount / 2;
        return (rows.Take([.. Enumerable.Range(0, half)]), rows.Take([.. Enumerable.Range(half, rows.RowCount - half)]));
    }
}
