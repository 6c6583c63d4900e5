namespace Saker.Platform.Monitoring.Performance;

/// <summary>Remembers how versions fared in closed windows, and where detectors of change are. Thread-safe, and safe between processes; a write is durable when its task completes.</summary>
public interface IPerformanceStore
{
    /// <summary>Windows that began at or after a time, in the order of time.</summary>
    Task<IReadOnlyList<PerformanceWindow>> ListAsync(string endpoint, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The last windows of every version of every endpoint: the last with scores and the last with an estimate, which may be the same.</summary>
    Task<IReadOnlyList<PerformanceWindow>> ListLatestAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Writes a window; what is null in it stays as it was.</summary>
    Task PutAsync(PerformanceWindow window, CancellationToken cancellationToken);

    /// <summary>Null before the first write.</summary>
    Task<DetectorStates?> FindDetectorsAsync(string endpoint, string model, int version, CancellationToken cancellationToken);

    /// <summary>Replaces the detectors of a version.</summary>
    Task PutDetectorsAsync(DetectorStates states, CancellationToken cancellationToken);

    /// <summary>The detectors of all versions.</summary>
    Task<IReadOnlyList<DetectorStates>> ListDetectorsAsync(CancellationToken cancellationToken);

    /// <summary>Removes windows that ended before a time, detectors that have taken no errors since, and all of endpoints that are gone.</summary>
    Task<int> RemoveAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
