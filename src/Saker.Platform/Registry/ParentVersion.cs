namespace Saker.Platform.Registry;

/// <summary>The version that another was made from.</summary>
public sealed record ParentVersion(string Model, int Version)
{
    public override string ToString() => $"{Model}/{Version}";
}
