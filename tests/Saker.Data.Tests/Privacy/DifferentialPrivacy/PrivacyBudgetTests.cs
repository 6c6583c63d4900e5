using Saker.Data.Privacy.DifferentialPrivacy;

namespace Saker.Data.Tests.Privacy.DifferentialPrivacy;

public sealed class PrivacyBudgetTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string BudgetPath => _folder.At("budget.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_would_overspend_is_refused_also_when_the_file_is_opened_anew()
    {
        var budget = PrivacyBudget.Create(BudgetPath, "churn", 1, 0, PrivacyAccounting.Simple, TimeProvider.System);
        for (var i = 0; i < 10; i++)
            await budget.SpendAsync("count", Pure(0.1), Token);
        var error = await Assert.ThrowsAsync<SakerException>(() => PrivacyBudget.Open(BudgetPath, TimeProvider.System).SpendAsync("count", Pure(0.001), Token));
        Assert.Equal(ErrorKind.LimitExceeded, error.Kind);
        var state = await PrivacyBudget.Open(BudgetPath, TimeProvider.System).GetStateAsync(Token);
        Assert.Equal(10, state.AnswerCount);
        Assert.Equal(1, state.SpentEpsilon, 9);
    }

    [Fact]
    public async Task Of_many_who_spend_at_the_same_time_only_those_succeed_that_it_can_pay()
    {
        PrivacyBudget.Create(BudgetPath, "churn", 1, 0, PrivacyAccounting.Simple, TimeProvider.System);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(async () =>
        {
            try
            {
                await PrivacyBudget.Open(BudgetPath, TimeProvider.System).SpendAsync($"question {i}", Pure(0.125), Token);
                return true;
            }
            catch (SakerException e) when (e.Kind == ErrorKind.LimitExceeded)
            {
                return false;
            }
        })));
        Assert.Equal(8, outcomes.Count(succeeded => succeeded));
    }

    [Fact]
    public async Task No_answer_is_given_that_was_not_paid_and_nothing_is_paid_for_a_question_that_fails()
    {
        var budget = PrivacyBudget.Create(BudgetPath, "churn", 1, 0, PrivacyAccounting.Simple, TimeProvider.System);
        var rows = new Table([Column.OfNumbers("x", [1, 2, 3])]);
        await Assert.ThrowsAsync<SakerException>(() => Ask("y", 0.5));
        Assert.Equal(0, (await budget.GetStateAsync(Token)).AnswerCount);
        Assert.Equal(0.75, (await Ask("x", 0.75)).Budget.SpentEpsilon);
        await Assert.ThrowsAsync<SakerException>(() => Ask("x", 0.5));
        Assert.Equal(1, (await budget.GetStateAsync(Token)).AnswerCount);

        Task<(IReadOnlyList<PrivateAnswer> Answers, BudgetState Budget)> Ask(string column, double epsilon) =>
            PrivateRelease.RunAsync(TableStream.Of(rows), new SumQuery(column, 0, 5, new PrivacyParameters { Epsilon = epsilon }), budget, PrivacyRandom.Secure(), Token);
    }

    [Fact]
    public async Task Concentrated_accounting_allows_more_answers_that_are_small()
    {
        var simple = PrivacyBudget.Create(_folder.At("simple"), "churn", 1, 1e-6, PrivacyAccounting.Simple, TimeProvider.System);
        var concentrated = PrivacyBudget.Create(_folder.At("concentrated"), "churn", 1, 1e-6, PrivacyAccounting.Concentrated, TimeProvider.System);
        Assert.Equal(100, await Count(simple, Pure(0.01)));
        Assert.InRange(await Count(concentrated, Pure(0.01)), 300, 500);
        // Gaussian noise at this delta cannot be asked for twice where deltas are added up.
        var gaussian = new CountQuery(null, new PrivacyParameters { Epsilon = 0.1, Delta = 1e-6 }).Cost;
        Assert.Equal(1, await Count(PrivacyBudget.Create(_folder.At("gaussian"), "churn", 1, 1e-6, PrivacyAccounting.Simple, TimeProvider.System), gaussian));
        Assert.InRange(await Count(PrivacyBudget.Create(_folder.At("many"), "churn", 1, 1e-6, PrivacyAccounting.Concentrated, TimeProvider.System), gaussian), 50, 200);

        static async Task<int> Count(PrivacyBudget budget, PrivacyCost cost)
        {
            for (var count = 0; ; count++)
            {
                try
                {
                    await budget.SpendAsync("count", cost, Token);
                }
                catch (SakerException e) when (e.Kind == ErrorKind.LimitExceeded)
                {
                    return count;
                }
            }
        }
    }

    // Gaussian noise of standard deviation 1 and sensitivity 1 is exactly 1/2-zCDP; its exact epsilon at delta 1e-5 is 4.377.
    [Fact]
    public void The_epsilon_of_concentrated_losses_is_close_above_the_exact_one()
    {
        var epsilon = PrivacyAccountant.FromRho(0.5, 1e-5);
        Assert.InRange(epsilon, 4.37, 4.75);
        // Bun and Steinke's simple conversion is a bound above it.
        Assert.True(epsilon <= 0.5 + (2 * Math.Sqrt(0.5 * Math.Log(1e5))));
        Assert.Equal(double.PositiveInfinity, PrivacyAccountant.FromRho(0.5, 0));
    }

    [Fact]
    public async Task A_line_that_a_crash_left_half_written_is_no_answer_and_other_damage_is_told()
    {
        var budget = PrivacyBudget.Create(BudgetPath, "churn", 1, 0, PrivacyAccounting.Simple, TimeProvider.System);
        await budget.SpendAsync("count", Pure(0.5), Token);
        var whole = await File.ReadAllTextAsync(BudgetPath, Token);
        await File.AppendAllTextAsync(BudgetPath, "{\"at\":\"2024-01-", Token);
        Assert.Equal(1, (await budget.GetStateAsync(Token)).AnswerCount);
        await budget.SpendAsync("count", Pure(0.25), Token);
        Assert.Equal(0.75, (await budget.GetStateAsync(Token)).SpentEpsilon);
        foreach (var broken in new[] { "", whole.Replace("\"epsilon\":0.5", "\"epsilon\":-5", StringComparison.Ordinal), whole.Replace("budget 1", "budget 9", StringComparison.Ordinal), whole + "x\n" })
        {
            await File.WriteAllTextAsync(BudgetPath, broken, Token);
            Assert.Equal(ErrorKind.DataLoss, (await Assert.ThrowsAsync<SakerException>(() => budget.SpendAsync("count", Pure(0.1), Token))).Kind);
        }
    }

    [Fact]
    public void A_budget_is_never_made_anew_by_accident()
    {
        PrivacyBudget.Create(BudgetPath, "churn", 1, 0, PrivacyAccounting.Simple, TimeProvider.System);
        Assert.Equal(ErrorKind.AlreadyExists, Assert.Throws<SakerException>(() => PrivacyBudget.Create(BudgetPath, "churn", 1, 0, PrivacyAccounting.Simple, TimeProvider.System)).Kind);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<SakerException>(() => PrivacyBudget.Open(_folder.At("none"), TimeProvider.System)).Kind);
        Assert.Equal(3, Assert.Throws<SakerException>(() => PrivacyBudget.Create(_folder.At("new"), "churn", double.NaN, 1, PrivacyAccounting.Concentrated, TimeProvider.System)).Problems.Count + 1);
    }

    private static PrivacyCost Pure(double epsilon) => new(epsilon, 0, epsilon * epsilon / 2);
}
