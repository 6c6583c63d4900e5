
namespace Saker.Learning.Tests.Trainers;

/// <summary>Rows that a trainer can learn something from, of any size; the same for the same seed.</summary>
internal static class ToyRows
{
    /// <summary>Features a, b, step (few values), constant, and rest noise; the target depends on a and b. Every tenth value is missing if asked.</summary>
    public static (FeatureMatrix Features, float[] Target) Make(int rowCount, bool missing = false, int seed = 1, int columnCount = 6)
    {
        var generator = new Xoshiro256(seed);
        var values = new float[rowCount * columnCount];
        var target = new float[rowCount];
        for (var row = 0; row < rowCount; row++)
        {
            var features = values.AsSpan(row * columnCount, columnCount);
            for (var i = 0; i < columnCount; i++)
                features[i] = Uniform(generator);
            features[2] = MathF.Round(features[2] * 3);
            features[3] = 5;
            target[row] = features[0] + features[1] * features[1] + Uniform(generator) > 0.3f ? 1 : 0;
            for (var i = 0; missing && i < columnCount; i++)
                features[i] = generator.Below(10) == 0 ? float.NaN : features[i];
        }
        return (new FeatureMatrix(values, rowCount, [.. Enumerable.Range(0, columnCount).Select(index => $"f{index}")]), target);
    }

    /// <summary>The rows with values that training never saw: huge, tiny, negative zero, and missing ones.</summary>
    public static FeatureMatrix Extremes(int columnCount = 6)
    {
        float[] extremes = [0, -0f, float.MaxValue, float.MinValue, float.Epsilon, -float.Epsilon, 1e30f, -1e30f, float.NaN];
        var rowCount = extremes.Length * columnCount;
        var values = new float[rowCount * columnCount];
        for (var row = 0; row < rowCount; row++)
        {
            values.AsSpan(row * columnCount, columnCount).Fill(row % 2 == 0 ? 0.1f : float.NaN);
            values[row * columnCount + row % columnCount] = extremes[row / columnCount];
        }
        return new FeatureMatrix(values, rowCount, [.. Enumerable.Range(0, columnCount).Select(index => $"f{index}")]);
    }

    private static float Uniform(Xoshiro256 generator) => (generator.Below(2_000_001) - 1_000_000) / 1_000_000f;
}
