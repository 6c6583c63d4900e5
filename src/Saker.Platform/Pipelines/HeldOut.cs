using Saker.Learning.Estimation;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Multiclass;
using Saker.Learning.Scores.Regression;
using Saker.Learning.Selection;

namespace Saker.Platform.Pipelines;

/// <summary>
/// What was said of rows that no fit had seen: the test rows, and before them the training rows out of fold, which are several times
/// as many. Mitigation makes labels that models of the folds do not have; then the test rows stand alone.
/// </summary>
internal static class HeldOut
{
    public static HeldOutAnswers Of(CheckedData data, SplitData parts, FinalModel final, CandidateResult best)
    {
        if (final.TwoClasses is { } two)
            return Two(data, parts, two, best);
        var (answers, rows) = Together(data.Target.Task.Width, parts, final, best);
        var target = Array.ConvertAll(rows, row => row.Target);
        var places = PlacesOf(data, Array.ConvertAll(rows, row => row.Place));
        return final.Report.Task == ScoreTask.Regression
            ? HeldOutNumbers.Of(new RegressionPredictions(Array.ConvertAll(target, value => (double)value), Array.ConvertAll(answers, value => (double)value)), places)
            : HeldOutClasses.Of(ClassAnswers.Of(data.Target.Classes, target, answers), places);
    }

    private static HeldOutPredictions Two(CheckedData data, SplitData parts, TwoClasses final, CandidateResult best)
    {
        var answers = final.Answers;
        if (final.Mitigated is not null)
            return HeldOutPredictions.Of(answers, final.Labels, PlacesOf(data, parts.Split.Test));
        var (target, probability) = best.Predicted(parts.Train.Target);
        var calibrated = final.Calibrator?.Apply(probability) ?? probability;
        return HeldOutPredictions.Of(
            new BinaryPredictions([.. target, .. answers.Target], [.. calibrated, .. answers.Probability], answers.Threshold),
            final.Labels,
            PlacesOf(data, [.. best.PredictedRows.Select(row => parts.Split.Train[row]), .. parts.Split.Test]));
    }

    /// <summary>Rows of both parts: what was said, row-major, the right answer, and the place in the dataset.</summary>
    private static (float[] Answers, (float Target, int Place)[] Rows) Together(int width, SplitData parts, FinalModel final, CandidateResult best)
    {
        // Rows that no fold predicts are NaN in all of their values.
        int[] predicted = [.. Enumerable.Range(0, best.OutOfFold.Length / width).Where(row => !float.IsNaN(best.OutOfFold[row * width]))];
        float[] answers = [.. predicted.SelectMany(row => best.OutOfFold[(row * width)..((row + 1) * width)]), .. final.EngineAnswers];
        return (answers, [.. predicted.Select(row => (parts.Train.Target[row], parts.Split.Train[row])), .. parts.Test.Target.Zip(parts.Split.Test)]);
    }

    private static HeldOutRows PlacesOf(CheckedData data, IReadOnlyList<int> places) => new() { Dataset = data.Dataset.Hash, Places = places };
}
