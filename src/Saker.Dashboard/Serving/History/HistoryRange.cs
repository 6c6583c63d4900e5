namespace Saker.Dashboard.Serving.History;

/// <summary>How far back a chart of an endpoint goes.</summary>
public enum HistoryRange
{
    /// <summary>By the second, of this process.</summary>
    Minute,

    /// <summary>By the minute, of all servers.</summary>
    Hour,

    /// <summary>By quarters of an hour, of all servers.</summary>
    Day,
}
