namespace Saker.Platform.Serving.Settings;

/// <summary>Whether the calls of an endpoint share runs.</summary>
public enum BatchingMode
{
    /// <summary>When it pays for the model, which is measured when it is loaded.</summary>
    Auto,

    /// <summary>Whenever the model takes rows.</summary>
    On,

    /// <summary>Never: every call is a run.</summary>
    Off,
}
