using System.Globalization;

namespace Saker.Learning.Scores.Thresholds;

/// <summary>The best value of a score.</summary>
internal sealed record MaximisedScore(string Name, double Beta = 1) : ThresholdGoal
{
    public const string FBeta = "fbeta";

    public override double? Value(Confusion confusion) => Name switch
    {
        "f1" => confusion.F1,
        FBeta => confusion.FBeta(Beta),
        "youden" => confusion.Youden,
        "balanced_accuracy" => confusion.BalancedAccuracy,
        "mcc" => confusion.Mcc,
        _ => confusion.Accuracy,
    };

    public override string ToString() => Name == FBeta ? string.Create(CultureInfo.InvariantCulture, $"maximise {Name}, beta {Beta}") : $"maximise {Name}";
}
