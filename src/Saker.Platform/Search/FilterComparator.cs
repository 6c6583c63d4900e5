namespace Saker.Platform.Search;

/// <summary>How a field is compared with a value.</summary>
internal enum FilterComparator
{
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Like,
    NotLike,

    /// <summary>As <see cref="Like"/>, whatever the case of the letters A to Z.</summary>
    ILike,
    NotILike,
    In,
    NotIn,
}
