namespace Saker.Platform.Experiments.LoggedModels;

/// <summary>The life of a logged model.</summary>
public enum LoggedModelStatus
{
    /// <summary>Its files are under way.</summary>
    Pending,
    Ready,

    /// <summary>Its files did not arrive.</summary>
    Failed,
}
