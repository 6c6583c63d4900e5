namespace Saker.Platform.Monitoring.Capture;

/// <summary>Who wants the rows of a request.</summary>
[Flags]
internal enum RowUse : byte
{
    /// <summary>Nobody: its facts are enough.</summary>
    None = 0,

    /// <summary>The sample of its minute may.</summary>
    Sample = 1,

    /// <summary>Profiles do.</summary>
    Profile = 2,
}
