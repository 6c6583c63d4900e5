using Saker.Data;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>Where windows begin and end.</summary>
public static class WindowGrains
{
    /// <summary>As people write it: <c>minute</c>, <c>hour</c>, <c>day</c>.</summary>
    public static string Name(this WindowGrain grain) => EnumText.Write(grain);

    /// <exception cref="SakerException">It is no grain.</exception>
    public static WindowGrain Parse(string text) => EnumText.Find<WindowGrain>(text)
        ?? throw new SakerException(ErrorKind.InvalidInput, $"'{text}' is not known; use one of: {string.Join(", ", EnumText.Names<WindowGrain>())}.", "grain");

    /// <summary>How long a window is.</summary>
    public static TimeSpan Length(this WindowGrain grain) => grain switch
    {
        WindowGrain.Minute => TimeSpan.FromMinutes(1),
        WindowGrain.Hour => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    /// <summary>The begin of the window that a time lies in.</summary>
    public static DateTimeOffset Floor(this WindowGrain grain, DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % grain.Length().Ticks), TimeSpan.Zero);

    /// <summary>The time itself where a window begins with it, else the begin of the next.</summary>
    public static DateTimeOffset Ceiling(this WindowGrain grain, DateTimeOffset at) => grain.Floor(at) is var floor && floor == at ? floor : floor + grain.Length();
}
