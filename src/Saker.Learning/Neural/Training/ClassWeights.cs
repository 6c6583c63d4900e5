using Saker.Data;

namespace Saker.Learning.Neural.Training;

/// <summary>What classes count.</summary>
public static class ClassWeights
{
    /// <summary>Weights by which every class counts as much as any other together, 1 on average over the examples.</summary>
    /// <param name="classes">The number of each example's class, from 0.</param>
    /// <param name="count">Classes there are.</param>
    /// <exception cref="SakerException">A number is no class, or a class has no example.</exception>
    public static float[] Balanced(ReadOnlySpan<long> classes, int count)
    {
        var counts = new long[count];
        foreach (var number in classes)
            counts[number >= 0 && number < count ? number : throw new SakerException(ErrorKind.InvalidInput, $"{number} is no number of a class; there are classes 0 to {count - 1}.", "targets")]++;
        var empty = Array.IndexOf(counts, 0);
        if (empty >= 0)
            throw new SakerException(ErrorKind.InvalidInput, $"Class {empty} has no example, so that it cannot be given a weight.", "targets");
        var total = classes.Length;
        return [.. counts.Select(examples => (float)((double)total / (count * examples)))];
    }
}
