using Saker.Platform.Identity;

namespace Saker.Dashboard.Settings;

/// <summary>Something that a role may do.</summary>
/// <param name="Role">The least role that may.</param>
/// <param name="Area">What it is about, as the API's document groups it.</param>
/// <param name="Text">What it does.</param>
/// <param name="Route">The method and address.</param>
public sealed record RoleAct(Role Role, string Area, string Text, string Route);
