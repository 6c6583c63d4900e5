namespace Saker.Platform.Registry;

/// <summary>MLflow's stages, which it has given up for aliases and still serves.</summary>
public enum ModelStage
{
    None,
    Staging,
    Production,
    Archived,
}
