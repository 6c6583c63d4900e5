using Saker.Data.Checks.Proposals;
using Saker.Testing;
using Saker.Testing.Proposals;

namespace Saker.Data.Tests.Checks.Proposals;

/// <summary>A few real sets of different sorts; <c>./saker bench data proposals</c> takes all of them.</summary>
public sealed class RealSetProposalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Sets => new()
    {
        { "churn_telco", "telco_churn.csv" },
        { "credit_german", "german_credit.csv" },
        { "forecast_classic", "seattle_weather.csv" },
        { "recsys_ml100k", "users.csv" },
        { "tabular_small", "diabetes.csv" },
        { "text_sms_spam", "sms_spam.csv" },
        { "trading_goog", "goog.csv" },
    };

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Nearly_all_checks_of_the_first_half_hold_on_the_second(string set, string file)
    {
        var rows = await ReadAsync(set, file);
        var (first, second) = ProposalTrial.Halves(rows);

        var (held, checks, broken) = await ProposalTrial.HoldAsync(first, second, new ProposalOptions(), Token);

        Assert.True(held >= 0.85 * checks, $"{held} of {checks}; broken: {string.Join("; ", broken.Select(result => result.Description))}");
    }

    [Fact]
    public async Task Nineteen_of_twenty_broken_columns_are_noticed()
    {
        var (caught, outcomes) = (0, new List<string>());
        foreach (var (set, file) in Sets.Select(row => row.Data))
        {
            var rows = await ReadAsync(set, file);
            var proposal = await SuiteProposer.ProposeAsync(rows, new ProposalOptions(), Token);
            await foreach (var outcome in ProposalTrial.BreakAsync(rows, proposal, rows.Schema.Take(5).Select(column => column.Name), Corruption.Demanded, Token))
            {
                caught += outcome.IsCaught ? 1 : 0;
                outcomes.Add(outcome.IsCaught ? "" : $"{file} {outcome.Column}: {outcome.Corruption}");
            }
        }

        Assert.True(caught >= 0.95 * outcomes.Count, $"{caught} of {outcomes.Count}; missed: {string.Join("; ", outcomes.Where(missed => missed.Length > 0))}");
    }

    private static Task<Table> ReadAsync(string set, string file)
    {
        Assert.SkipUnless(RealData.Missing is null, RealData.Missing ?? "");
        return new TabularSet($"{set}/{file}", RealData.FullPath(set, file)).ReadAsync(Token);
    }
}
