namespace Tumen.Report.Drawing;

/// <summary>The eight colours charts use, named as a reader would; the style sheet decides the shade.</summary>
public enum Tone
{
    /// <summary>For the move that changes nothing.</summary>
    Gray,

    /// <summary>First colour for friendly moves.</summary>
    Blue,

    /// <summary>First colour for hostile moves.</summary>
    Vermilion,

    /// <summary>Green, towards blue.</summary>
    Green,

    /// <summary>Purple, towards red.</summary>
    Purple,

    /// <summary>Orange.</summary>
    Orange,

    /// <summary>Light blue.</summary>
    Sky,

    /// <summary>Yellow.</summary>
    Yellow,
}
