using Saker.Data;

namespace Saker.Learning.Selection;

/// <summary>Rows held out for the final evaluation, with the classes in the same shares on both sides.</summary>
public static class StratifiedSplit
{
    /// <summary>Draws the held-out rows by xoshiro256** from the seed: the same rows on every machine.</summary>
    /// <param name="target">1 for the positive class, 0 for the other.</param>
    /// <param name="testShare">The share to hold out, above 0 and below 1; rounded per class to whole rows, at least one on each side.</param>
    /// <param name="seed">Decides which rows.</param>
    /// <exception cref="SakerException">The share is out of range, or a class has fewer than two rows.</exception>
    public static HoldOut Create(ReadOnlySpan<float> target, double testShare, int seed) => Create(target, classes: null, testShare, seed);

    /// <summary>The same for several classes.</summary>
    /// <param name="target">The index of each row's class.</param>
    /// <param name="classes">Their names; null for two classes.</param>
    /// <param name="testShare">The share to hold out, above 0 and below 1; rounded per class to whole rows, at least one on each side.</param>
    /// <param name="seed">Decides which rows.</param>
    /// <exception cref="SakerException">The share is out of range, or a class has fewer than two rows.</exception>
    public static HoldOut Create(ReadOnlySpan<float> target, IReadOnlyList<string>? classes, double testShare, int seed)
    {
        SplitShare.Require(testShare);
        var ofClasses = ClassRows.Shuffled(target, classes?.Count ?? 2, new Xoshiro256(seed));
        var train = new List<int>(target.Length);
        var test = new List<int>(target.Length);
        for (var i = 0; i < ofClasses.Length; i++)
        {
            var rows = ofClasses[i];
            if (rows.Length < 2)
                throw new SakerException(ErrorKind.InvalidInput, $"A stratified split needs at least 2 rows of each class; the {ClassRows.ClassName(i, classes)} class has {rows.Length} of {target.Length}.", "target");
            var held = SplitShare.CountOf(rows.Length, testShare);
            test.AddRange(rows.AsSpan(0, held));
            train.AddRange(rows.AsSpan(held));
        }
        train.Sort();
        test.Sort();
        return new HoldOut { Train = train, Test = test };
    }
}
