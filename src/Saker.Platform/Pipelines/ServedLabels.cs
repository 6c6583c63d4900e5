using Saker.Learning.Scores;

namespace Saker.Platform.Pipelines;

/// <summary>Scores of labels as they are served, where they do not come from one threshold.</summary>
internal static class ServedLabels
{
    /// <summary>The evaluation with its confusion, and what is made of it, counted from the labels.</summary>
    public static Evaluation Count(Evaluation evaluation, ReadOnlySpan<float> target, ReadOnlySpan<float> said)
    {
        var confusion = Confusion.Count(target, said, 0.5);
        return evaluation with { Confusion = confusion, Accuracy = confusion.Accuracy, Precision = confusion.Precision, Recall = confusion.Recall, F1 = confusion.F1 };
    }
}
