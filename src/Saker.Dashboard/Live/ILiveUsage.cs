namespace Saker.Dashboard.Live;

/// <summary>Tells how many open pages watch live, for metrics. Thread-safe.</summary>
public interface ILiveUsage
{
    LiveUsage Measure();
}
