namespace Saker.Data.Privacy.Anonymity;

/// <summary>A value stays or becomes a star, nothing between.</summary>
internal sealed class SuppressionHierarchy() : Hierarchy(0)
{
    private protected override string Inner(string value, int level) => Anything;
}
