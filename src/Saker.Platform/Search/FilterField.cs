namespace Saker.Platform.Search;

/// <summary>What stands before a comparator.</summary>
internal abstract record FilterField
{
    public abstract FilterKind Kind { get; }

    /// <summary>As messages name it: <c>metric 'auc'</c>.</summary>
    public abstract override string ToString();
}
