using Saker.Data.Checks.Proposals;
using Saker.Testing.Proposals;

namespace Saker.Benchmarks.Data;

/// <summary>How proposed suites do on one set.</summary>
internal sealed record SetScore
{
    public required TabularSet Set { get; init; }

    public required int RowCount { get; init; }

    public required IReadOnlyList<TrialOutcome> Outcomes { get; init; }

    /// <summary>How many checks of the first half hold on the second.</summary>
    public required int Held { get; init; }

    /// <summary>The kinds of those that do not, with how often each.</summary>
    public required IReadOnlyList<string> Broken { get; init; }

    /// <summary>Of how many.</summary>
    public required int Checks { get; init; }

    public static async Task<SetScore> OfAsync(TabularSet set, SetSample sample, CancellationToken cancellationToken)
    {
        var rows = sample.Rows(await set.ReadAsync(cancellationToken));
        var options = new ProposalOptions();
        var proposal = await SuiteProposer.ProposeAsync(rows, options, cancellationToken);
        var outcomes = new List<TrialOutcome>();
        await foreach (var outcome in ProposalTrial.BreakAsync(rows, proposal, sample.Columns(rows), Corruption.Demanded, cancellationToken))
            outcomes.Add(outcome);
        var (first, second) = ProposalTrial.Halves(rows);
        var (held, checks, broken) = await ProposalTrial.HoldAsync(first, second, options, cancellationToken);
        return new SetScore { Set = set, RowCount = rows.RowCount, Outcomes = outcomes, Held = held, Checks = checks, Broken = [.. broken.CountBy(result => result.Name).OrderByDescending(kind => kind.Value).Select(kind => $"{kind.Key} {kind.Value}")] };
    }

    public override string ToString()
    {
        var missed = Outcomes.Where(outcome => !outcome.IsCaught).Select(outcome => $"{outcome.Column} {outcome.Corruption}").ToArray();
        return FormattableString.Invariant($"{Set.Name}: {RowCount} rows, caught {Outcomes.Count - missed.Length} of {Outcomes.Count}, second half holds {Held} of {Checks}{(Broken.Count > 0 ? " (not: " + string.Join(", ", Broken) + ")" : "")}{(missed.Length > 0 ? "; missed: " + string.Join(", ", missed.Take(4)) : "")}");
    }
}
