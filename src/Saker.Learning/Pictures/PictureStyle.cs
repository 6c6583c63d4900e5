namespace Saker.Learning.Pictures;

/// <summary>How pictures look, light and dark, where nobody else says: a page that holds one within itself has its own rules for the same classes.</summary>
internal static class PictureStyle
{
    public const string Rules =
        """
        .pic-back{fill:#fff}.pic-text{fill:#1b2226}.pic-muted{fill:#566169}.pic-grid{stroke:#dfe3e5}.pic-axis{stroke:#566169}
        .pic-l0{stroke:#0b6b7a}.pic-l1{stroke:#b4531a}.pic-l2{stroke:#6b7780}.pic-f0{fill:#0b6b7a}.pic-f1{fill:#b4531a}.pic-f2{fill:#6b7780}
        @media (prefers-color-scheme:dark){.pic-back{fill:#181e22}.pic-text{fill:#e4e9eb}.pic-muted{fill:#9aa7ae}.pic-grid{stroke:#2a3237}.pic-axis{stroke:#9aa7ae}
        .pic-l0{stroke:#63c3d3}.pic-l1{stroke:#f0a26b}.pic-l2{stroke:#9aa7ae}.pic-f0{fill:#63c3d3}.pic-f1{fill:#f0a26b}.pic-f2{fill:#9aa7ae}}
        """;
}
