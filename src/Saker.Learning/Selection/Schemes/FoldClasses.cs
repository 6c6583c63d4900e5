using Saker.Data;

namespace Saker.Learning.Selection.Schemes;

/// <summary>Folds that are not stratified may leave a part without one of the classes: nothing can be learnt or scored there.</summary>
public static class FoldClasses
{
    /// <exception cref="SakerException">A part has rows of one class only.</exception>
    public static void Require(IReadOnlyList<Fold> folds, ReadOnlySpan<float> target)
    {
        foreach (var fold in folds)
        {
            Require(fold.Train, target, $"Fold {fold.Index + 1} has only", "to learn from", "folds");
            Require(fold.Validation, target, $"Fold {fold.Index + 1} has only", "to predict", "folds");
        }
    }

    /// <exception cref="SakerException">A part has rows of one class only.</exception>
    public static void Require(HoldOut split, ReadOnlySpan<float> target)
    {
        Require(split.Train, target, "The split leaves only", "to learn from", "split");
        Require(split.Test, target, "The split leaves only", "to test", "split");
    }

    private static void Require(IReadOnlyList<int> rows, ReadOnlySpan<float> target, string start, string purpose, string field)
    {
        var positives = 0;
        foreach (var row in rows)
            positives += target[row] == 1f ? 1 : 0;
        if (positives > 0 && positives < rows.Count)
            return;
        throw new SakerException(ErrorKind.InvalidInput, $"{start} {ClassRows.ClassName(positives == 0 ? 0 : 1)} rows {purpose} ({rows.Count}). {(field == "folds" ? "Use fewer folds, or another scheme." : "Hold out more, or split another way.")}", field);
    }
}
