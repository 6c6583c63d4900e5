namespace Saker.Platform.Monitoring.Windows;

/// <summary>How long a window is. Windows begin at whole minutes, hours and days of UTC.</summary>
public enum WindowGrain
{
    Minute,
    Hour,
    Day,
}
