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

    /// <summary>The same for several classes: what is learnt from must have rows of every class.</summary>
    /// <param name="folds">The folds.</param>
    /// <param name="target">The index of each row's class.</param>
    /// <param name="classes">Their names.</param>
    /// <exception cref="SakerException">A part to learn from lacks a class.</exception>
    public static void Require(IReadOnlyList<Fold> folds, ReadOnlySpan<float> target, IReadOnlyList<string> classes)
    {
        foreach (var fold in folds)
            RequireAll(fold.Train, target, classes, $"Fold {fold.Index + 1} has", "Use fewer folds, or another scheme.", "folds");
    }

    /// <inheritdoc cref="Require(IReadOnlyList{Fold}, ReadOnlySpan{float}, IReadOnlyList{string})"/>
    public static void Require(HoldOut split, ReadOnlySpan<float> target, IReadOnlyList<string> classes) =>
        RequireAll(split.Train, target, classes, "The split leaves", "Hold out less, or split another way.", "split");

    private static void RequireAll(IReadOnlyList<int> rows, ReadOnlySpan<float> target, IReadOnlyList<string> classes, string start, string remedy, string field)
    {
        var seen = new bool[classes.Count];
        foreach (var row in rows)
            seen[(int)target[row]] = true;
        if (Array.IndexOf(seen, false) is >= 0 and var absent)
            throw new SakerException(ErrorKind.InvalidInput, $"{start} no row of class '{classes[absent]}' to learn from. {remedy}", field);
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
