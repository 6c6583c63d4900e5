using Saker.Learning.Explanation;

namespace Saker.Learning.Tests.Explanation;

public sealed class ExplanationTests
{
    [Fact]
    public void Rounded_log_odds_tell_no_more_of_a_probability_than_its_rounded_digits()
    {
        // Of 0.0012 and 0.9964 a caller of one digit sees 0 and 1.
        var explanation = new Learning.Explanation.Explanation
        {
            Method = ExplanationMethod.Trees,
            Output = "probability",
            Unit = ExplainedUnit.LogOdds,
            Columns = ["age", "income"],
            Base = -1,
            Values = [-4.2, -1.5, 5.1, 1.5, 0, 0],
        };

        var rounded = explanation.Rounded(1);

        Assert.Equal(ExplainedUnit.Probability, rounded.Unit);
        Assert.Equal(0.3, rounded.Base);
        Assert.Equal([-0.2, -0.1, 0.6, 0.2, 0, 0], rounded.Values);
        Assert.Equal([0, 1, 0.3], Enumerable.Range(0, 3).Select(row => Math.Round(rounded.Probability(rounded.Total(row))!.Value, 9)));
        Assert.Contains(rounded.Notes, note => note.Contains("rounded", StringComparison.Ordinal));
    }

    [Fact]
    public void Shares_of_the_probability_add_up_to_it_and_keep_their_proportions()
    {
        var explanation = new Learning.Explanation.Explanation { Method = ExplanationMethod.Linear, Output = "probability", Unit = ExplainedUnit.LogOdds, Columns = ["a", "b"], Base = 0.4, Values = [1.2, -0.3] };

        var shown = explanation.Rounded(12);

        Assert.Equal(explanation.Probability(explanation.Total(0))!.Value, shown.Total(0), 1e-9);
        Assert.Equal(-4, shown.Values[0] / shown.Values[1], 1e-6);
    }
}
