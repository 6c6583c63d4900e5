namespace Saker.Data.Privacy.Transforms;

/// <summary>What a rule does.</summary>
public enum ProtectionKind
{
    /// <summary>The column stays as it is.</summary>
    Keep,

    /// <summary>The column, or the spans in it, are left out.</summary>
    Drop,

    /// <summary>Letters and digits are covered.</summary>
    Mask,

    /// <summary>A keyed hash; nobody gets the value back.</summary>
    Hash,

    /// <summary>An encrypted token; who has the key ring gets the value back.</summary>
    Tokenise,

    /// <summary>The value is written more coarsely.</summary>
    Generalise,
}
