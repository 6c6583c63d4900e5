namespace Saker.Platform.Registry;

/// <summary>What a new version means to those who call the one before; each is worse than the one before it.</summary>
internal enum InterfaceChange
{
    None,

    /// <summary>It takes or gives more, and what was sent until now still does.</summary>
    Grown,

    /// <summary>Callers must change.</summary>
    Broken,
}
