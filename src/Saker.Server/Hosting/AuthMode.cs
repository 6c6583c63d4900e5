namespace Saker.Server.Hosting;

/// <summary>Whether callers must say who they are.</summary>
public enum AuthMode
{
    /// <summary>Off on loopback, on everywhere else.</summary>
    Auto,

    /// <summary>On, also on loopback.</summary>
    On,

    /// <summary>Off; beyond loopback only together with <see cref="ServerOptions.OpenToEveryone"/>.</summary>
    Off,
}
