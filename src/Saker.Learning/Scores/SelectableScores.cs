using Saker.Learning.Scores.Multiclass;
using Saker.Learning.Scores.Regression;

namespace Saker.Learning.Scores;

/// <summary>The scores of several classes and of numbers as functions of arrays, as candidates are compared by.</summary>
internal static class SelectableScores
{
    public static IReadOnlyList<Score> Regression { get; } = [.. RegressionScores.All.Select(OfNumbers)];

    public static IReadOnlyList<Score> Multiclass { get; } = [.. MulticlassScores.All.Select(OfClasses)];

    private static Score OfNumbers(TaskScore<RegressionPredictions> score) => new(
        score.Name, score.Title, score.HigherIsBetter, (target, predicted, _) => score.Compute(new RegressionPredictions(Wide(target), Wide(predicted)))) { Task = ScoreTask.Regression };

    private static Score OfClasses(TaskScore<MulticlassPredictions> score) => new(
        score.Name, score.Title, score.HigherIsBetter, (target, probabilities, _) => score.Compute(ClassAnswers.Of(target, probabilities))) { Task = ScoreTask.Multiclass };

    private static double[] Wide(ReadOnlySpan<float> numbers)
    {
        var wide = new double[numbers.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = numbers[i];
        return wide;
    }
}
