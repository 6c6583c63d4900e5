namespace Saker.Data.Privacy.Anonymity;

/// <summary>A value stays or becomes a star, nothing between.</summary>
internal sealed class SuppressionHierarchy() : Hierarchy(0)
{
    public override string ToString() => Anything;

    private protected override string Inner(string value, int level) => Anything;
}
