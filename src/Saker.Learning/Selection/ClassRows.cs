using Saker.Data;

namespace Saker.Learning.Selection;

/// <summary>The rows of each class in random order, class by class: negatives first, then positives.</summary>
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

    /// <summary>The same of several classes, which the target gives by their index.</summary>
    public static int[][] Shuffled(ReadOnlySpan<float> target, int classCount, Xoshiro256 generator)
    {
        if (classCount == 2)
            return Shuffled(target, generator);
        var rows = Enumerable.Range(0, classCount).Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < target.Length; i++)
        {
            if (!(target[i] >= 0 && target[i] < classCount && target[i] == MathF.Floor(target[i])))
                throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"The target must be the index of a class, 0 to {classCount - 1}; row {i} has {target[i]}."), "target");
            rows[(int)target[i]].Add(i);
        }
        int[][] shuffled = [.. rows.Select(ofClass => ofClass.ToArray())];
        foreach (var ofClass in shuffled)
            generator.Shuffle(ofClass);
        return shuffled;
    }

    public static string ClassName(int index, IReadOnlyList<string>? classes) => classes is null ? ClassName(index) : $"'{classes[index]}'";

    public static string ClassName(int index) => index == 1 ? "positive" : "negative";
}
