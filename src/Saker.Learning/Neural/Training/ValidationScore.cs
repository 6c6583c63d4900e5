namespace Saker.Learning.Neural.Training;

/// <summary>What is measured of the held-out examples after each epoch, and watched in place of their loss.</summary>
/// <param name="Name">As it is reported: <c>roc_auc</c>.</param>
/// <param name="IsHigherBetter">Whether more is better.</param>
/// <param name="Compute">From the predictions of all held-out examples, row-major, and their targets, numbers of classes as whole numbers.</param>
public sealed record ValidationScore(string Name, bool IsHigherBetter, Func<float[], float[], double> Compute)
{
    /// <summary>The share of examples whose class has the largest prediction.</summary>
    public static ValidationScore Accuracy { get; } = new("accuracy", IsHigherBetter: true, (predictions, targets) =>
    {
        var classes = predictions.Length / targets.Length;
        var right = 0;
        for (var i = 0; i < targets.Length; i++)
        {
            var row = predictions.AsSpan(i * classes, classes);
            var said = classes == 1 && row[0] > 0 ? 1 : 0;
            for (var number = 1; number < classes; number++)
                said = row[number] > row[said] ? number : said;
            right += said == (int)targets[i] ? 1 : 0;
        }
        return (double)right / targets.Length;
    });
}
