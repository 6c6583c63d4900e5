namespace Saker.Platform.Monitoring.Capture;

/// <summary>What is captured of an endpoint's requests.</summary>
public enum CaptureScope
{
    /// <summary>The facts of every request and its rows.</summary>
    Rows,

    /// <summary>The facts of every request: no inputs and no outputs.</summary>
    Facts,

    /// <summary>Nothing.</summary>
    Nothing,
}
