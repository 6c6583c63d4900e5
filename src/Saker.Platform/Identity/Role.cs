namespace Saker.Platform.Identity;

/// <summary>What a caller may do; each role may all that the ones before it may.</summary>
public enum Role
{
    /// <summary>Reads experiments, models, endpoints, datasets with their rows, and pages; not logged rows, keys and the audit.</summary>
    Viewer = 1,

    /// <summary>Predicts as well.</summary>
    User = 2,

    /// <summary>Deploys, loads, unloads and trains as well.</summary>
    Deployer = 3,

    /// <summary>Makes and revokes keys and reads the audit as well.</summary>
    Admin = 4,
}
