namespace Saker.Dashboard.Layout;

/// <summary>Whether pages are light or dark.</summary>
public enum Theme
{
    /// <summary>As the reader's device is set.</summary>
    System,

    Light,

    Dark,
}
