using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Sessions;
using Saker.Platform.Serving.Explaining;

namespace Saker.Platform.Serving.Lifecycle;

/// <summary>How versions are loaded, warmed and kept in memory.</summary>
public sealed record ServingOptions
{
    /// <summary>
    /// The most memory for loaded versions in bytes, by their estimates. When it is reached, the versions that were not used for longest are
    /// unloaded, and loaded again when asked. Versions that calls hold stay, if need be beyond the limit.
    /// </summary>
    public long MaxLoadedBytes { get; init; } = 4L << 30;

    /// <summary>The most versions in memory at the same time; reached, it works as <see cref="MaxLoadedBytes"/>.</summary>
    public int MaxLoadedVersions { get; init; } = 100;

    /// <summary>How many versions may be loaded at the same time, each on a thread of its own: what they take, requests do not get.</summary>
    public int MaxConcurrentLoads { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>How often the example rows run through a version before it may take traffic; 0 for no warm-up.</summary>
    public int WarmUpRuns { get; init; } = 3;

    /// <summary>How long it may be tried, before a version takes traffic, whether its rows may share runs; one that takes longer runs each request alone. At most an hour.</summary>
    public TimeSpan BatchingTrialTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most states that are remembered of a version.</summary>
    public int MaxHistory { get; init; } = 20;

    /// <summary>After so many failed runs in a row a version counts as degraded, until one succeeds.</summary>
    public int MaxFailedRuns { get; init; } = 5;

    /// <summary>The versions that are remembered although they are not in memory; of more, those unused for longest are forgotten.</summary>
    public int MaxRememberedVersions { get; init; } = 10_000;

    /// <summary>What models are computed on: <c>cpu</c>, <c>cuda</c> or, of several GPUs, <c>cuda:1</c>. For CUDA an engine that was built for it must lie beside the program.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Whether versions whose graphs are made of few known operators answer without the engine, where made-up rows were answered the same to the bit, see <see cref="SessionSettings.UsesRowPlans"/>.</summary>
    public bool UsesRowPlans { get; init; } = true;

    /// <summary>The most bytes that the tensors of one answer may have together, at most 2 GiB; a request that makes a graph give more is refused.</summary>
    public long MaxAnswerBytes { get; init; } = 64 << 20;

    /// <summary>What explanations of answers may cost.</summary>
    public ExplainingOptions Explaining { get; init; } = new();

    /// <summary>The largest ONNX file that is imported, in bytes.</summary>
    public long MaxImportBytes { get; init; } = 256 << 20;

    /// <exception cref="SakerException">Some settings are not possible; all of them are named.</exception>
    internal void Validate()
    {
        List<Problem> problems = [];
        AddBelow(problems, "maxLoadedBytes", MaxLoadedBytes, 1);
        AddBelow(problems, "maxLoadedVersions", MaxLoadedVersions, 1);
        AddBelow(problems, "maxConcurrentLoads", MaxConcurrentLoads, 1);
        AddBelow(problems, "warmUpRuns", WarmUpRuns, 0);
        AddBelow(problems, "batchingTrialTimeout (milliseconds)", (long)BatchingTrialTimeout.TotalMilliseconds, 1);
        if (BatchingTrialTimeout > TimeSpan.FromHours(1))
            problems.Add(new Problem("batchingTrialTimeout", $"is {BatchingTrialTimeout}; it must be an hour or less."));
        AddBelow(problems, "maxHistory", MaxHistory, 1);
        AddBelow(problems, "maxFailedRuns", MaxFailedRuns, 1);
        AddBelow(problems, "maxRememberedVersions", MaxRememberedVersions, 1);
        AddBelow(problems, "maxImportBytes", MaxImportBytes, 1);
        AddBelow(problems, "maxAnswerBytes", MaxAnswerBytes, 1);
        if (MaxAnswerBytes > Array.MaxLength)
            problems.Add(new Problem("maxAnswerBytes", $"is {MaxAnswerBytes}; at most {Array.MaxLength} is possible."));
        AddBelow(problems, "explaining.maxRows", Explaining.MaxRows, 1);
        AddBelow(problems, "explaining.maxConcurrent", Explaining.MaxConcurrent, 1);
        AddBelow(problems, "explaining.maxEvaluations", Explaining.MaxEvaluations, 100);
        AddBelow(problems, "explaining.timeout (milliseconds)", (long)Explaining.Timeout.TotalMilliseconds, 1);
        AddDevice(problems);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The settings of serving are not possible.", problems);
    }

    // Here and not at the first load: a server that cannot compute should not start.
    private void AddDevice(List<Problem> problems)
    {
        try
        {
            ExecutionDevice.Parse(Device).Require();
        }
        catch (OnnxException exception)
        {
            problems.Add(new Problem("device", exception.Message));
        }
    }

    private static void AddBelow(List<Problem> problems, string field, long value, long least)
    {
        if (value < least)
            problems.Add(new Problem(field, $"is {value}; it must be {least} or more."));
    }
}
