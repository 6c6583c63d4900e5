namespace Saker.Conformance;

/// <summary>Which checks run.</summary>
public enum ConformanceLevel
{
    /// <summary>Those of the published protocol. They change nothing on the server.</summary>
    Core,

    /// <summary>Those of the extensions too. They unload the model and load it again.</summary>
    Extensions,
}
