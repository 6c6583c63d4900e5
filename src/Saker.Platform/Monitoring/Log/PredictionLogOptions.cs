using Saker.Data;

namespace Saker.Platform.Monitoring.Log;

/// <summary>Limits of the prediction log of a process. What differs by endpoint is in <see cref="LogSettings"/>.</summary>
public sealed record PredictionLogOptions
{
    /// <summary>
    /// How long what is written may wait to be forced to the disk. A process that is killed loses only what capture has not handed over, at
    /// most a second; a machine that loses power loses at most this besides.
    /// </summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A journal is sealed when it is this old; other machines see its requests from then on.</summary>
    public TimeSpan SealAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A journal is sealed when it is this large.</summary>
    public long MaxJournalBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>While sealing is not possible journals gather up to this; what comes then is dropped, counted and told.</summary>
    public long MaxUnsealedBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>The most request ids of one look-up.</summary>
    public int MaxLookups { get; init; } = 100_000;

    /// <summary>Memory for the ids of sealed segments; what does not fit is read again from the store.</summary>
    public long MaxIndexBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>The most requests that one export or erasure takes.</summary>
    public long MaxExported { get; init; } = 10_000_000;

    /// <exception cref="SakerException">Some options are not possible; all of them are named.</exception>
    internal void Validate()
    {
        List<Problem> problems = [];
        problems.AddUnlessPositive("flushInterval", FlushInterval.Ticks);
        problems.AddUnlessPositive("sealAfter", SealAfter.Ticks);
        problems.AddUnlessPositive("maxJournalBytes", MaxJournalBytes);
        problems.AddUnlessPositive("maxUnsealedBytes", MaxUnsealedBytes);
        problems.AddUnlessPositive("maxLookups", MaxLookups);
        problems.AddUnlessPositive("maxIndexBytes", MaxIndexBytes);
        problems.AddUnlessPositive("maxExported", MaxExported);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The options of the prediction log are not possible.", problems);
    }
}
