using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Saker.Learning.Tests.Sequential;

/// <summary>What is in <c>reference/sequential.json</c>; the script beside it made the numbers.</summary>
public sealed record SequentialReference
{
    public required Normaliser[] Normalisers { get; init; }

    public required WelchCase[] Welch { get; init; }

    public required SharesCase[] Shares { get; init; }

    public required SequenceCase[] Sequences { get; init; }

    public required BetterCase[] Better { get; init; }

    public static SequentialReference Read([CallerFilePath] string thisFile = "") =>
        JsonSerializer.Deserialize<SequentialReference>(File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "reference", "sequential.json")), JsonSerializerOptions.Web)!;

    public sealed record Normaliser(long Candidates, long Controls, long Hits, double Odds, double Log);

    public sealed record WelchCase(double[] Control, double[] Candidate, double Level, double Statistic, double P, double Low, double High);

    public sealed record SharesCase(long[] Counts, double Z, double P, double Exact, double Low, double High);

    public sealed record SequenceCase(long Hits, long Count, double Level, double Low, double High);

    public sealed record BetterCase(long[] First, long[] Second, double Chance);
}
