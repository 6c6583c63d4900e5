using Saker.Data;

namespace Saker.Learning.Selection;

/// <summary>The rows of each class in random order: negatives first, then positives.</summary>
internal static class ClassRows
{
    public static int[][] Shuffled(ReadOnlySpan<float> target, Xoshiro256 generator)
    {
        var rows = new[] { new List<int>(), new List<int>() };
        for (var i = 0; i < target.Length; i++)
        {
            if (target[i] is not (0f or 1f))
                throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"The target must be 0 or 1; row {i} has {target[i]}."), "target");
            rows[target[i] == 1f ? 1 : 0].Add(i);
        }
        int[][] shuffled = [[.. rows[0]], [.. rows[1]]];
        foreach (var ofClass in shuffled)
            generator.Shuffle(ofClass);
        return shuffled;
    }

    public static string ClassName(int index) => index == 1 ? "positive" : "negative";
}
