namespace Saker.Platform.Registry;

/// <summary>What can refer to a dataset version, the weaker before the stronger.</summary>
public enum DatasetUser
{
    /// <summary>A run that names it.</summary>
    Run,

    /// <summary>A registered model version that was trained on it.</summary>
    Model,

    /// <summary>An alias on such a model version.</summary>
    Alias,
}
