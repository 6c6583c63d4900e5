namespace Saker.Dashboard.Settings;

/// <summary>Groups of options that a page of its own shows, by name.</summary>
public static class OptionGroups
{
    /// <summary>How long what is kept.</summary>
    public const string Retention = "Retention";
}
