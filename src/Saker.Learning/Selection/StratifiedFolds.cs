using Saker.Data;

namespace Saker.Learning.Selection;

/// <summary>Folds whose validation parts have the classes in the same shares, up to one row.</summary>
public static class StratifiedFolds
{
    public const int MaxFoldCount = 100;

    /// <summary>Deals the shuffled rows of each class to the folds in turn; shuffled by xoshiro256** from the seed, so the same on every machine.</summary>
    /// <param name="target">1 for the positive class, 0 for the other.</param>
    /// <param name="foldCount">2 to <see cref="MaxFoldCount"/>.</param>
    /// <param name="seed">Decides which rows.</param>
    /// <exception cref="SakerException">The number of folds is out of range, or a class has fewer rows than folds.</exception>
    public static IReadOnlyList<Fold> Create(ReadOnlySpan<float> target, int foldCount, int seed) => Create(target, classes: null, foldCount, seed);

    /// <summary>The same for several classes.</summary>
    /// <param name="target">The index of each row's class.</param>
    /// <param name="classes">Their names; null for two classes.</param>
    /// <param name="foldCount">2 to <see cref="MaxFoldCount"/>.</param>
    /// <param name="seed">Decides which rows.</param>
    /// <exception cref="SakerException">The number of folds is out of range, or a class has fewer rows than folds.</exception>
    public static IReadOnlyList<Fold> Create(ReadOnlySpan<float> target, IReadOnlyList<string>? classes, int foldCount, int seed)
    {
        DealtFolds.RequireCount(foldCount);
        var rows = ClassRows.Shuffled(target, classes?.Count ?? 2, new Xoshiro256(seed));
        var foldOf = new int[target.Length];
        var next = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Length < foldCount)
                throw new SakerException(ErrorKind.InvalidInput, $"{foldCount} folds need at least {foldCount} rows of each class; the {ClassRows.ClassName(i, classes)} class has {rows[i].Length}. Use fewer folds or more rows.", "folds");

            // Each class goes on dealing where the one before it stopped, so that fold sizes differ by one row at most.
            foreach (var row in rows[i])
                foldOf[row] = next++ % foldCount;
        }
        return DealtFolds.Gather(foldOf, foldCount);
    }
}
