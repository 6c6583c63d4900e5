using Saker.Data;
using Saker.Learning.Scores;
using Saker.Platform.Monitoring.Performance;

namespace Saker.Platform.Tests.Monitoring.Performance;

/// <summary>Which logged rows of several classes an estimate rests on.</summary>
public sealed class ClassRowsTests
{
    [Fact]
    public void Rows_whose_outcome_is_no_class_are_left_out_and_counted()
    {
        var columns = new PredictionColumns { Task = ScoreTask.Multiclass, Target = ScoredVersion.OutcomeColumn, Prediction = "label", Probability = "p_" };
        var rows = new Table(
        [
            Column.OfText(ScoredVersion.OutcomeColumn, ["a", "elsewhere", "b", "nowhere"]),
            Column.OfText("label", ["a", "b", "b", "neither"]),
            Column.OfNumbers("p_a", [0.9, 0.1, 0.2, 0.5]),
            Column.OfNumbers("p_b", [0.1, 0.9, 0.8, 0.5]),
        ]);

        var known = ClassRows.Of(rows, columns, ["a", "b"])!;

        Assert.Equal((1, 2), (known.UnknownCount, known.Judged()!.UnitCount));
        Assert.Equal(0, ClassRows.Of(rows.Without([ScoredVersion.OutcomeColumn]), columns, ["a", "b"])!.UnknownCount);
    }
}
