using Saker.Data;

namespace Saker.Platform.Serving.Compressing;

/// <summary>Which settings a method has, and within which bounds: what a method does not have is refused, so that nobody takes it for done.</summary>
internal static class CompressionRules
{
    private const int MaxProblemCount = 10;

    /// <exception cref="SakerException">Settings are out of their bounds or none of the method's; all are named.</exception>
    public static void Check(CompressionRequest request, Table? rows)
    {
        var problems = new ProblemList(MaxProblemCount);
        CheckTarget(problems, request, rows);
        Check(problems, request, "bits", request.Bits is not null, request.Bits is >= 2 and <= 8, "2 to 8", CompressionMethod.Static, CompressionMethod.Aware);
        Check(problems, request, "calibration", request.Calibration is not null, true, "", CompressionMethod.Static, CompressionMethod.Aware);
        Check(problems, request, "share", request.Share is not null, request.Share is > 0 and < 1, "above 0 to below 1", CompressionMethod.Magnitude, CompressionMethod.Structured, CompressionMethod.Distilled);
        Check(problems, request, "energy", request.Energy is not null, request.Energy is > 0 and <= 1, "above 0 to 1", CompressionMethod.LowRank);
        Check(problems, request, "epochs", request.EpochCount is not null, request.EpochCount is >= 0 and <= 10_000, "0 to 10000",
            CompressionMethod.Aware, CompressionMethod.Magnitude, CompressionMethod.Structured, CompressionMethod.LowRank, CompressionMethod.Distilled);
        problems.ThrowIfAny("The model cannot be made smaller so:");
    }

    private static void CheckTarget(ProblemList problems, CompressionRequest request, Table? rows)
    {
        if (request.MaxLoss is not null && request.Target is null)
            problems.Add(null, "maxLoss", "a limit on what the score loses needs the target to score by.");
        if (request.MaxLoss is { } most && !(most is >= 0 and <= 1))
            problems.Add(null, "maxLoss", "is from 0 to 1.");
        if (request.Target is { } target && rows is null)
            problems.Add(null, "target", $"'{target}' is a column of rows, and there are none.");
        else if (request.Target is { } missing && rows!.Find(missing) is null)
            problems.Add(null, "target", $"there is no column '{missing}'; the columns are: {string.Join(", ", rows.Schema.Select(own => own.Name))}.");
    }

    private static void Check(ProblemList problems, CompressionRequest request, string setting, bool isGiven, bool isWithin, string bounds, params CompressionMethod[] methods)
    {
        if (isGiven && !methods.Contains(request.Method))
            problems.Add(null, setting, $"the method '{CompressionWords.Of(request.Method)}' has no such setting; it is one of {string.Join(", ", methods.Select(CompressionWords.Of))}.");
        else if (isGiven && !isWithin)
            problems.Add(null, setting, $"is from {bounds}.");
    }
}
