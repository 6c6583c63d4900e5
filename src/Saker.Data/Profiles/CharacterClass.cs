namespace Saker.Data.Profiles;

/// <summary>Kinds of characters that texts are made of.</summary>
public enum CharacterClass
{
    /// <summary>0 to 9.</summary>
    Digit,

    /// <summary>a to z.</summary>
    Lower,

    /// <summary>A to Z.</summary>
    Upper,

    /// <summary>Space, tab and line breaks.</summary>
    Blank,

    /// <summary>What else is printable in ASCII.</summary>
    Punctuation,

    /// <summary>Control characters other than tab and line breaks.</summary>
    Control,

    /// <summary>All beyond ASCII.</summary>
    Other,
}
