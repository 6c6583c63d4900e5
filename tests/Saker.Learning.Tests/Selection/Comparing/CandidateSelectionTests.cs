using Saker.Learning.Scores;
using Saker.Learning.Selection;
using Saker.Learning.Selection.Comparing;
using Saker.Learning.Trainers;

namespace Saker.Learning.Tests.Selection.Comparing;

public sealed class CandidateSelectionTests
{
    private static readonly CandidateResult s_complex = Of("boosting", new GradientBoosting(), 0.850, 0.842, 0.861, 0.848, 0.855);
    private static readonly CandidateResult s_alike = Of("forest", new RandomForest(), 0.849, 0.845, 0.858, 0.846, 0.852);
    private static readonly CandidateResult s_simple = Of("linear", new LogisticRegression(), 0.848, 0.843, 0.857, 0.849, 0.851);
    private static readonly CandidateResult s_bad = Of("poor", new LogisticRegression { L2 = 9 }, 0.701, 0.690, 0.712, 0.699, 0.705);

    [Fact]
    public void Without_a_real_difference_the_simpler_one_is_taken_and_it_is_said_so()
    {
        var selection = Make("roc_auc", SelectionPreference.Simpler, s_alike, s_complex, s_simple, s_bad);

        Assert.Equal(("boosting", "linear", true), (selection.Leader, selection.Taken, selection.IsSimplerTaken));
        Assert.StartsWith("No real difference between Gradient boosting and Logistic regression", selection.Reason, StringComparison.Ordinal);
        Assert.Contains("the simpler one, Logistic regression, is taken", selection.Reason, StringComparison.Ordinal);
        Assert.Equal(["forest", "linear", "poor"], selection.Comparisons.Select(comparison => comparison.Candidate));
        Assert.Equal([false, false, true], selection.Comparisons.Select(comparison => comparison.IsWorse));
        Assert.All(selection.Comparisons, comparison => Assert.True(comparison.AdjustedPValue >= comparison.TTest.PValue && comparison.TTest.Effect > 0));
    }

    [Fact]
    public void The_best_mean_is_taken_when_it_is_preferred_or_really_better()
    {
        Assert.Equal("boosting", Make("roc_auc", SelectionPreference.BestMean, s_complex, s_simple).Taken);
        var real = Make("roc_auc", SelectionPreference.Simpler, s_complex, s_bad);
        Assert.Equal("boosting", real.Taken);
        Assert.Contains("really better than Logistic regression", real.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_more_complex_one_that_is_equally_good_changes_nothing()
    {
        var selection = Make("roc_auc", SelectionPreference.Simpler, Of("forest", new RandomForest(), 0.84, 0.85, 0.84, 0.85, 0.84), Of("linear", new LogisticRegression(), 0.85, 0.84, 0.86, 0.84, 0.85));

        Assert.Equal(("linear", "linear"), (selection.Leader, selection.Taken));
        Assert.Contains("none of them is simpler", selection.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_loss_the_smaller_is_better()
    {
        var low = Of("low", new GradientBoosting(), 0.10, 0.11, 0.09, 0.10, 0.12);
        var high = Of("high", new LogisticRegression(), 0.50, 0.52, 0.49, 0.51, 0.53);

        var selection = Make("log_loss", SelectionPreference.Simpler, high, low);

        Assert.Equal(("low", "low"), (selection.Leader, selection.Taken));
        Assert.True(selection.Comparisons[0].IsWorse && selection.Comparisons[0].TTest.Effect > 0.3);
    }

    [Fact]
    public void One_candidate_alone_is_taken() => Assert.Equal("Logistic regression is the only candidate.", Make("roc_auc", SelectionPreference.Simpler, s_simple).Reason);

    [Fact]
    public void A_selection_is_read_back_as_it_was_written()
    {
        var selection = Make("roc_auc", SelectionPreference.Simpler, s_complex, s_simple);

        var read = CandidateSelection.FromJson(selection.ToJson());

        Assert.Equal(selection.ToJson(), read.ToJson());
        Assert.Equal(selection.Comparisons, read.Comparisons);
    }

    [Fact]
    public void Trainers_are_ordered_from_a_line_to_many_leaves()
    {
        Trainer[] ascending = [new LogisticRegression(), new GradientBoosting { Trees = 10, MaxDepth = 2 }, new GradientBoosting { Trees = 300, MaxDepth = 2 }, new RandomForest()];

        Assert.Equal(ascending.Select(trainer => trainer.Complexity).Order(), ascending.Select(trainer => trainer.Complexity));
    }

    private static CandidateSelection Make(string score, SelectionPreference preference, params CandidateResult[] candidates) =>
        CandidateSelection.Make(ScoreCatalogue.Get(score), candidates, 0.25, new SelectionRule { Preference = preference });

    private static CandidateResult Of(string name, Trainer trainer, params double[] scores) => new()
    {
        Candidate = new Candidate(name, trainer),
        FoldScores = scores,
        OutOfFold = [],
        Warnings = [],
        FitTime = TimeSpan.Zero,
    };
}
