namespace Saker.Platform.Experiments;

/// <summary>Whether an experiment or a run is there, or was deleted and can be restored.</summary>
public enum Lifecycle
{
    Active,
    Deleted,
}
