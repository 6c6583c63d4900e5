namespace Saker.Data.Privacy.Keys;

/// <summary>What a key is used for.</summary>
public enum KeyState
{
    /// <summary>New content is sealed with it; one key of a ring is.</summary>
    Active,

    /// <summary>It only opens what was sealed with it before.</summary>
    Retired,
}
