using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Models;

namespace Saker.Learning.Behaviour.Running;

/// <summary>
/// Makes rows that the model could be asked about: each input by itself, so that combinations come up that the data do not have. Numbers follow the profile, or lie
/// evenly in the range that training saw; one in ten is an end of it. What may be missing is so in one of ten.
/// </summary>
internal static class RowMaker
{
    private const int OneIn = 10;

    public static IEnumerable<BehaviourRow> Make(Signature signature, Profile? profile, int count, int seed)
    {
        var random = Xoshiro256.Of(seed, -2);
        for (var row = 1; row <= count; row++)
            yield return new BehaviourRow($"made row {row}", [.. signature.Inputs.Select(input => Value(input, profile?.Find(input.Name), random))]);
    }

    /// <summary>A value that training saw, or one between those; null where it may be missing.</summary>
    public static object? Value(SignatureColumn input, ColumnProfile? profile, Xoshiro256 random) =>
        input.Nullable && random.Below(OneIn) == 0 ? null : Present(input, profile, random);

    /// <summary>As the other, never missing.</summary>
    public static object? Present(SignatureColumn input, ColumnProfile? profile, Xoshiro256 random) => input.Type switch
    {
        ColumnType.Text => Text(input, profile, random),
        ColumnType.Boolean => random.Below(2) == 1,
        _ => Number(input, profile, random),
    };

    private static string Text(SignatureColumn input, ColumnProfile? profile, Xoshiro256 random)
    {
        var known = input.Categories ?? profile?.Texts?.Top.Select(top => top.Text).ToList();
        return known is { Count: > 0 } ? known[random.Below(known.Count)] : $"text {random.Below(1_000)}";
    }

    private static double Number(SignatureColumn input, ColumnProfile? profile, Xoshiro256 random)
    {
        var (min, max) = (input.Min ?? 0, input.Max ?? 1);
        var end = random.Below(OneIn) == 0;
        var share = random.NextDouble();
        var number = end ? (random.Below(2) == 0 ? min : max)
            : profile?.Numbers is { Count: > 0 } numbers ? numbers.Quantile(share)
            : min + share * (max - min);
        return Rounded(input, number);
    }

    /// <summary>Whole where the input is.</summary>
    public static double Rounded(SignatureColumn input, double number) => input.Type is ColumnType.Int32 or ColumnType.Int64 ? Math.Round(number) : input.Type == ColumnType.Float32 ? (float)number : number;
}
